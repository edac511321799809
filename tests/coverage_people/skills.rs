//! Skills as people type them.

use crate::service::Person;

async fn qualifications(typed: &str) -> Vec<String> {
    let path = format!("/api/v1/skills/card?q={typed}");
    let card = Person::anybody().get(&path).await.json();
    let lines = card["lines"].as_array().unwrap().iter();
    let named = lines.map(|l| l["qualification"]["name"].as_str().unwrap().to_owned());
    named.collect()
}

/// Found by walking through the pages as an expert: without diacritics the card was empty.
#[tokio::test]
async fn without_diacritics_or_with_a_slip_the_card_is_the_same() {
    let right = qualifications("elektrodro%C5%A1%C4%ABba").await;
    assert!(right.len() >= 4, "{right:?}");
    assert_eq!(qualifications("elektrodrosiba").await, right);
    assert_eq!(qualifications("elektordro%C5%A1%C4%ABba").await, right);
    let page = Person::anybody()
        .get("/skill?q=elektrodrosiba")
        .await
        .text();
    assert!(page.contains("jūs rakstījāt „elektrodrosiba”"));
}

/// The PKP of the mechatronics technician has a task “ievērot … elektrodrošības … prasības”, whose requirements speak of
/// switching off and first aid: the card missed the qualification.
#[tokio::test]
async fn a_task_asks_for_what_it_is_called() {
    let all = qualifications("elektrodro%C5%A1%C4%ABba").await;
    assert!(
        all.iter().any(|q| q == "Mehatronisko sistēmu tehniķis"),
        "{all:?}"
    );
}

#[tokio::test]
async fn what_nothing_is_about_is_said_so() {
    let page = Person::anybody().get("/skill?q=xyzzyqq").await.text();
    assert!(page.contains("role=\"status\""), "{page}");
}

#[tokio::test]
async fn a_long_list_of_gaps_is_turned_page_by_page_and_taken_along_whole() {
    let anybody = Person::anybody();
    let csv = anybody.get("/gaps.csv").await.text().lines().count();
    let first = anybody.get("/gaps").await.text();
    let rows = |page: &str| page.matches("<tr>").count();
    assert!(csv > 300 && rows(&first) < 300, "{csv}");
    assert!(first.contains("href=\"/gaps?page=2\""));
    let second = anybody.get("/gaps?page=2").await.text();
    assert!(second.contains("rel=\"prev\"") && second != first);
}
